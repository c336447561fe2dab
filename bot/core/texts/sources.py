"""Why a policy is not edited where it is written. What stands in braces is a field.

Other people's names come as they are: whoever shows them escapes them.
"""

from __future__ import annotations

NO_STATEMENT = (
    "This change is more than a statement in a policy, and budget-check edits only policies in "
    "files. Make it by hand, with the text below."
)
TAKES_OUT = (
    'This change takes the statement "{sid}" out or alters others, and budget-check only adds '
    "statements to files. Make it by hand, with the text below."
)
AMENDS = (
    'This change corrects the statement "{sid}", and budget-check only adds statements to files. '
    "Make it by hand, with the text below."
)
SEVERAL_FILES = (
    "The policies stand in {paths}, and a pull request of budget-check edits one file. Mend the "
    "faults one after another."
)
UNREADABLE = (
    "{path} cannot be read ({where}), so whether the policy stands there cannot be told. Mend that "
    "file first."
)
NOT_FOUND = (
    "No file here declares {what} by a name that can be told. Look whether the map of sources "
    "names the right folder."
)
NAME_UNKNOWN = (
    "{address} may be {what}, but its name is not told by these files: {path}. Make the change by "
    "hand, with the text below."
)
SEVERAL = (
    "{what} may be declared in several places: {places}. Which one counts cannot be told, so none "
    "is edited."
)
SEVERAL_POLICIES = (
    "{what} has its policy in several places: {places}. Which one counts cannot be told, so none "
    "is edited."
)
NO_POLICY = (
    "{address} ({at}) has no policy in these files, so AWS's default counts. Write one by hand, "
    "which keeps what the default gives."
)
IN_A_MODULE = (
    "{what} is made by {address} ({at}) from {source}. What that module takes is for a person to "
    "tell: hand the statement to it, with the text below."
)
SHARED_MODULE = (
    "{address} stands in a module that {caller} ({at}) uses, and others may: a statement for one "
    "topic does not belong there. Hand it to the module, with the text below."
)
FOLDER_OF_MODULES = (
    "{address} ({at}) stands in a folder of modules, which several deployments may use: a "
    "statement for one topic does not belong there. Hand it to the module, with the text below."
)
LITERAL_ARN = (
    "The name or ARN of {address} ({at}) hangs on what a deployment is given, and our statement "
    "would name one topic in all of them. Make the change by hand, with the text below."
)
FOR_EACH = (
    "{address} ({at}) is made for each of several things, and the statement belongs to one of "
    "them. Make the change by hand, with the text below."
)
COUNTED = (
    "{address} ({at}) has count = {count}, and the statement belongs to exactly one of what is "
    "made. Make the change by hand, with the text below."
)
BESIDE = (
    "{path} stands in the folder of {address} ({at}), is not read, and may say something else of "
    "the policy. Make the change by hand, with the text below."
)
WHOSE_POLICY = (
    "{address} ({at}) may hold the policy of {what}: whose it is hangs on the deployment. Make the "
    "change by hand, with the text below."
)
CONDITIONAL = (
    "{address} ({at}) is deployed under a condition alone, so whether our statement would count "
    "cannot be told. Make the change by hand, with the text below."
)
MAKES_MORE = (
    "{path} makes further resources by {name}, and the policy may be among them. Make the change "
    "by hand, with the text below."
)
DEPLOYED_TWICE = (
    "{address} ({at}) has another name in each of several deployments, and the statement belongs "
    "to one of them. Make the change by hand, with the text below."
)
IGNORED = (
    "{address} ({at}) ignores changes of its policy (lifecycle, ignore_changes): what stands there "
    "is not deployed. Change the policy where it is kept, with the text below."
)
GENERATED = (
    "{path} is generated ({sign}): the next run would write over it. Change what it is made from, "
    "with the text below."
)
JSON_SYNTAX = (
    "{path} names {what} in Terraform's JSON syntax, which is mostly generated and is not edited. "
    "Make the change by hand, with the text below."
)
AWS_KEY = (
    "{address} ({at}) uses alias/aws/sns, whose policy is AWS's and cannot be changed. Give the "
    "topic a key of its own, by hand."
)
NO_KEY = (
    "Which key {address} ({at}) uses is not told by these files. Make the change by hand, with the "
    "text below."
)
OVERRIDES = (
    "{address} ({at}) merges other documents that these files do not tell, so whether our "
    "statement would count cannot be told. Make the change by hand, with the text below."
)
SHARED_DOCUMENT = (
    "{address} is used elsewhere too ({places}), and the statement belongs to one policy. Make the "
    "change by hand, with the text below."
)
DECLARED_TWICE = (
    "{address} is declared more than once ({places}): one overrides the other. Make the change by "
    "hand, with the text below."
)
THERE = (
    'The statement "{sid}" stands in {place} already. It helps once that is deployed: look whether '
    "the last deployment failed."
)
OTHER_SHAPE = (
    "The policy of {address} ({at}) is written as {shape}, which budget-check does not edit. Make "
    "the change by hand, with the text below."
)
NO_LIST = (
    "The policy of {address} ({at}) has no plain list of statements. Make the change by hand, with "
    "the text below."
)
NOT_THE_SAME = (
    "The edited {path} would not say the same as before and our statement, so it was not edited. "
    "Make the change by hand, with the text below."
)
TOO_DEEP = "A file is nested too deep to be read. Make the change by hand, with the text below."
BAD_POLICY = "The policy in {path} cannot be edited: {why}"

NO_JSON = "it is no JSON"
A_KEY = "the key of the topic {name}"
A_TOPIC = "the topic {name}"
A_MODULE_OUTPUT = "what {name} gives"
A_VARIABLE = "a variable ({name})"
A_TEMPLATE = "a template file ({name})"
A_TEXT = "a text in quotes"
A_CALL = "{name}(...)"
AN_EXPRESSION = "an expression ({name})"
A_FILE = "a file that is not among these ({name})"

MAP_NO_JSON = "The map of sources is no JSON."
MAP_NO_LIST = "The map of sources is no JSON list of entries."
MAP_NO_OBJECT = "Entry {number} of the map of sources is no JSON object."
MAP_MEMBER = 'Entry {number} of the map of sources has "{name}", which is none of {allowed}.'
MAP_VALUE = 'Entry {number} of the map of sources has a "{name}" that cannot be one: {value}.'
MAP_MISSING = "Entry {number} of the map of sources lacks {names}."
MAP_TWO = (
    "Two places may hold {arn}: {places}. Say more in the map of sources, a longer prefix for one "
    "of them."
)
MAP_NONE = "No entry of the map of sources is for {arn}."
TAGS_UNKNOWN = (
    "The tags of {arn} name the repository {repository}, which no entry of the map of sources does."
)
NO_ARN = "{arn} is no ARN."
