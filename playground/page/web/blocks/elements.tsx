import type { ComponentType, ReactNode } from "react";
import { Menu } from "../ui/Menu";
import { Spinner } from "../ui/Spinner";
import { Checkboxes, MultiSelect, Radio, Select } from "./choices";
import { useControl } from "./control";
import { DateTime, TextInput } from "./fields";
import { isJson, list, str, words, type Json } from "./json";
import { Picture } from "./Picture";
import { SafeLink } from "./SafeLink";

/** What an input block gives its element: ids for its label and its words, and how it behaves. */
export interface InputParts {
  id: string;
  says: string;
  required: boolean;
  wrong: boolean;
  dispatch: boolean;
}

export interface ElementProps {
  element: Json;
  blockId: string;
  input?: InputParts;
}

/** A button. While its request runs it stays where it is, and keeps the focus, but does nothing. */
function Button(props: ElementProps): ReactNode {
  const { element } = props;
  const { busy, press, asking } = useControl(props);
  const style = str(element["style"]);
  const label = str(element["accessibility_label"]);
  const url = str(element["url"]);
  return (
    <>
      <button
        type="button"
        className={`button ${style}`}
        data-action-id={str(element["action_id"])}
        aria-disabled={busy}
        aria-busy={busy}
        aria-label={label || undefined}
        onClick={() => !busy && press()}
      >
        <span className="button-text">{words(element["text"])}</span>
        {busy && <Spinner />}
      </button>
      {url && <SafeLink href={url}>{url}</SafeLink>}
      {asking}
    </>
  );
}

function Feedback(props: ElementProps): ReactNode {
  const { busy, press } = useControl(props);
  return ["positive_button", "negative_button"].map((name) => {
    const one = props.element[name];
    if (!isJson(one)) return null;
    return (
      <button
        key={name}
        type="button"
        className="button"
        aria-disabled={busy}
        aria-label={str(one["accessibility_label"]) || undefined}
        onClick={() => !busy && press(str(one["value"]))}
      >
        {words(one["text"])}
      </button>
    );
  });
}

function Overflow(props: ElementProps): ReactNode {
  const { busy, press, asking } = useControl(props);
  const options = list(props.element["options"]);
  return (
    <>
      <Menu
        label={str(props.element["accessibility_label"]) || "More actions"}
        className="button overflow"
        busy={busy}
        items={options.map((one) => ({ text: words(one["text"]), act: () => press(str(one["value"])) }))}
      >
        ⋯
      </Menu>
      {asking}
    </>
  );
}

function ImageElement({ element }: ElementProps): ReactNode {
  return <Picture image={element} />;
}

/** The elements that this page can draw; every other one is said not to be drawn. */
export const elements: Record<string, ComponentType<ElementProps>> = {
  button: Button,
  channels_select: Select,
  checkboxes: Checkboxes,
  conversations_select: Select,
  datepicker: DateTime,
  datetimepicker: DateTime,
  email_text_input: TextInput,
  feedback_buttons: Feedback,
  icon_button: Button,
  image: ImageElement,
  multi_channels_select: MultiSelect,
  multi_conversations_select: MultiSelect,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  number_input: TextInput,
  overflow: Overflow,
  plain_text_input: TextInput,
  radio_buttons: Radio,
  static_select: Select,
  timepicker: DateTime,
  url_text_input: TextInput,
  users_select: Select,
  workflow_button: Button,
};
