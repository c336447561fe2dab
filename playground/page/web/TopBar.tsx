import { useState, type ReactNode } from "react";
import { Spinner } from "./ui/Spinner";
import type { Theme } from "./state/theme";

export type Tab = "slack" | "aws" | "tickets";
/** What stands beside Slack in a wide window. */
export type Beside = Exclude<Tab, "slack">;

interface Props {
  tab: Tab;
  show: (tab: Tab) => void;
  beside: Beside;
  opened: number;
  theme: Theme;
  turn: () => void;
  restart: () => Promise<void>;
  lock: () => void;
  menu: boolean;
  openMenu: (open: boolean) => void;
}

const TABS: [Tab, string][] = [
  ["slack", "Slack"],
  ["aws", "AWS"],
  ["tickets", "Tickets"],
];

/** The bar over everything: what this is, the tabs of a narrow window, and the page's switches. */
export function TopBar({ tab, show, beside, opened, theme, turn, restart, lock, menu, openMenu }: Props): ReactNode {
  const [busy, setBusy] = useState(false);
  const again = async (): Promise<void> => {
    setBusy(true);
    await restart();
    setBusy(false);
  };
  return (
    <header className="top">
      <button
        type="button"
        className="menu-button"
        aria-label="Channels and people"
        aria-expanded={menu}
        onClick={() => openMenu(!menu)}
      >
        ☰
      </button>
      <strong>budget-check playground</strong>
      <span className="tabs" role="group" aria-label="What is shown">
        {TABS.map(([id, title]) => (
          <button key={id} type="button" aria-pressed={tab === id} onClick={() => show(id)}>
            {title}
          </button>
        ))}
      </span>
      <span className="space" />
      <span className="beside" role="group" aria-label="What is shown beside Slack">
        <button type="button" aria-pressed={beside === "aws"} onClick={() => show("aws")}>
          AWS
        </button>
        <button type="button" aria-pressed={beside === "tickets"} onClick={() => show("tickets")}>
          {opened ? `Tickets (${opened})` : "Tickets"}
        </button>
      </span>
      <button type="button" className="top-button" onClick={lock} aria-label="Lock screen of a phone" title="What a phone shows of the last messages">
        📱
      </button>
      <button type="button" className="top-button" onClick={turn} aria-label={`Switch to ${theme === "dark" ? "light" : "dark"}`}>
        {theme === "dark" ? "Light" : "Dark"}
      </button>
      <button type="button" className="top-button" aria-disabled={busy} onClick={() => !busy && void again()}>
        Start again {busy && <Spinner />}
      </button>
    </header>
  );
}
