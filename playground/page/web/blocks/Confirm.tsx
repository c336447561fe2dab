import type { ReactNode } from "react";
import { Dialog } from "../ui/Dialog";
import { isJson, words, type Json } from "./json";
import { Text } from "./Text";

/** The question before an act, as an element's `confirm` has it. */
export function Confirm(props: { confirm: Json; yes: () => void; no: () => void }): ReactNode {
  const { title, text, confirm, deny, style } = props.confirm;
  return (
    <Dialog label={words(title)} className="modal confirm" onClose={props.no}>
      <h2>{words(title)}</h2>
      {isJson(text) && <Text text={text} />}
      <div className="modal-foot">
        <button type="button" className="button" onClick={props.no}>
          {words(deny) || "Cancel"}
        </button>
        <button type="button" className={style === "danger" ? "button danger" : "button primary"} onClick={props.yes}>
          {words(confirm) || "Yes"}
        </button>
      </div>
    </Dialog>
  );
}
