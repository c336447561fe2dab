import { useState, type FormEvent, type ReactNode } from "react";
import type { View } from "../api/shapes";
import { Blocks } from "../blocks/Blocks";
import { missing, type Values } from "../blocks/entered";
import { useActs, useNames } from "../state/slack";
import { Dialog } from "../ui/Dialog";
import { Spinner } from "../ui/Spinner";
import { Avatar } from "./Avatar";
import { Surface } from "./Surface";

/** A modal in the frame that Slack puts around its blocks. */
export function Modal({ view }: { view: View }): ReactNode {
  const names = useNames();
  const acts = useActs();
  const [empty, setEmpty] = useState<Record<string, string>>({});
  const key = `${view.id}/submit`;
  const busy = acts.busy.has(key);
  const close = (): void => void acts.run(`${view.id}/close`, "close", { view_id: view.id });
  const submit = (event: FormEvent, entered: Values): void => {
    event.preventDefault();
    const errors = missing(view.blocks, entered);
    setEmpty(errors);
    if (Object.keys(errors).length || busy) return;
    void acts.run(key, "submit", { view_id: view.id, entered });
  };
  return (
    <Dialog label={view.title} className="modal" onClose={close}>
      <Surface target={{ view_id: view.id }} blocks={view.blocks} errors={{ ...empty, ...view.errors }}>
        {(entered) => (
          <form noValidate onSubmit={(event) => submit(event, entered)} data-view-id={view.id}>
            <header className="modal-head">
              <Avatar name={names.bot.name} bot />
              <h2>{view.title}</h2>
              <button type="button" className="close" aria-label="Close" onClick={close}>
                ✕
              </button>
            </header>
            <div className="modal-body" tabIndex={0} role="group" aria-label={view.title}>
              <Blocks blocks={view.blocks} />
            </div>
            <footer className="modal-foot">
              <button type="button" className="button" onClick={close}>
                {view.close || "Close"}
              </button>
              {view.submit && (
                <button type="submit" className="button primary" aria-disabled={busy} aria-busy={busy}>
                  {view.submit}
                  {busy && <Spinner />}
                </button>
              )}
            </footer>
          </form>
        )}
      </Surface>
    </Dialog>
  );
}
