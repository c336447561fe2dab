import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

export interface MenuItem {
  text: string;
  says?: string;
  act: () => void;
}

interface Props {
  label: string;
  className: string;
  items: readonly MenuItem[];
  busy?: boolean;
  children: ReactNode;
}

/** A button that opens a menu: arrows move, Enter chooses, Escape and Tab close it. */
export function Menu({ label, className, items, busy = false, children }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("mousedown", outside);
    return () => document.removeEventListener("mousedown", outside);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Tab") setOpen(false);
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(box.current, event.key === "ArrowDown" ? 1 : -1);
    }
  };
  return (
    <span className="menu" ref={box}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-disabled={busy}
        title={label}
        onClick={() => !busy && setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <span className="menu-items" role="menu" aria-label={label} onKeyDown={keys}>
          {items.map((item) => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.act();
              }}
            >
              {item.text}
              {item.says && <span className="small">{item.says}</span>}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}

function move(box: HTMLElement | null, by: number): void {
  const items = [...(box?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + by + items.length) % items.length]?.focus();
}
