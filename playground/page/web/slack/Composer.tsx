import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useActs, useNames } from "../state/slack";
import { useAsked } from "../state/asked";
import { Completions } from "./Completions";
import { useCompletions } from "./completing";

interface Props {
  channel: string;
  thread?: string;
  title: string;
}

/** Where one writes: messages, and outside of threads the slash command, with its completion. */
export function Composer({ channel, thread = "", title }: Props): ReactNode {
  const names = useNames();
  const acts = useActs();
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const menu = useCompletions(text, !thread, names.bot.name);
  const asked = useAsked();

  useEffect(() => {
    if (thread || !asked.line) return;
    setText(asked.line);
    box.current?.focus();
  }, [asked, thread]);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }, [text]);

  const send = (line: string): void => {
    const typed = line.trim();
    if (!typed) return;
    setText("");
    if (!typed.startsWith("/"))
      void acts.run(`say ${Date.now()}`, "say", { channel, text: typed, ...(thread ? { thread_ts: thread } : {}) });
    else if (thread) acts.tell(`${typed.split(" ")[0]} is not supported in threads. Sorry!`);
    else if (!RegExp(`^/${names.bot.name}(\\s|$)`).test(typed))
      acts.tell(`${typed.split(" ")[0]} is not a valid command here: /${names.bot.name} is the only one.`);
    else void acts.run(`command ${Date.now()}`, "command", { channel, line: typed });
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
