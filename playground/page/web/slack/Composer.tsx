import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useActs, useNames } from "../state/slack";
import { Completions, Usage } from "./Completions";
import { useCompletions } from "./completing";

interface Props {
  channel: string;
  thread?: string;
  title: string;
}

/** Where one writes: messages, and outside of threads the slash command, whose name is completed. */
export function Composer({ channel, thread = "", title }: Props): ReactNode {
  const names = useNames();
  const acts = useActs();
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const menu = useCompletions(text, !thread, names.commands);

  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }, [text]);

  const send = (line: string): void => {
    const typed = line.trim();
    if (!typed) return;
    const command = typed.startsWith("/");
    const refused = command ? refusal(typed, names.bot.name, thread !== "") : "";
    if (refused) return acts.tell(refused); // What was typed stays, to be mended.
    setText("");
    if (command) void acts.run(`command ${Date.now()}`, "command", { channel, line: typed });
    else void acts.run(`say ${Date.now()}`, "say", { channel, text: typed, ...(thread ? { thread_ts: thread } : {}) });
  };
  const keys = (event: KeyboardEvent): void => {
    if (menu.keys(event, setText)) return;
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send(text);
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      {menu.open && <Completions id={list} items={menu.items} at={menu.at} choose={(line) => {
        setText(line);
        box.current?.focus();
      }} />}
      {menu.typed && <Usage command={menu.typed} />}
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={`Message ${title}`}
        aria-label={`Message ${title}`}
        role="combobox"
        aria-expanded={menu.open}
        aria-controls={menu.open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={menu.open && menu.at >= 0 ? `${list}-${menu.at}` : undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
        onBlur={menu.hide}
      />
      <button type="submit" className="send" aria-label="Send" aria-disabled={!text.trim()}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 3.5 17 10 3 16.5 5 10Zm2 6.5h6" />
        </svg>
      </button>
    </form>
  );
}

/** Why Slack sends a command to nobody; "" where it sends it. */
function refusal(typed: string, bot: string, inThread: boolean): string {
  const word = typed.split(/\s/)[0];
  if (inThread) return `${word} is not supported in threads. Sorry!`;
  return word === `/${bot}` ? "" : `${word} is not a valid command here: /${bot} is the only one.`;
}
