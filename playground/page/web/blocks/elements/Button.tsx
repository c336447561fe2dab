import type { ReactNode } from "react";
import { Spinner } from "../../ui/Spinner";
import { useControl } from "../control";
import type { ElementProps } from "../elements";
import { str, words } from "../json";
import { SafeLink } from "../SafeLink";

/** A button. While its request runs it stays where it is, and keeps the focus, but does nothing. */
export function Button(props: ElementProps): ReactNode {
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
