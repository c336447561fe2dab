import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

interface Props {
  label: string;
  className: string;
  onClose: () => void;
  children: ReactNode;
}

const REACHED = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

/**
 * A modal dialog. The browser keeps everything behind it out of reach and gives the focus back to
 * what had it; Tab goes round inside, and Escape closes.
 */
export function Dialog({ label, className, onClose, children }: Props): ReactNode {
  const box = useRef<HTMLDialogElement>(null);
  // Closed while it still stands in the page: only then the focus goes back.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className={className}
      role="dialog"
      aria-modal="true"
      aria-label={label}
      onKeyDown={(event) => round(event, box.current)}
      onCancel={(event) => {
        if (event.target !== box.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}

function round(event: KeyboardEvent, dialog: HTMLDialogElement | null): void {
  event.stopPropagation();
  if (event.key !== "Tab" || !dialog) return;
  const all = [...dialog.querySelectorAll<HTMLElement>(REACHED)].filter((one) => one.offsetParent);
  const end = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== end && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
