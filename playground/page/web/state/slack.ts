import { createContext, useContext } from "react";
import type { Channel, Command, Person, SlackState } from "../api/shapes";
import type { Acts } from "./acts";

/** Who and what can be named: it stays the same while messages come in. */
export interface Names {
  people: readonly Person[];
  channels: readonly Channel[];
  bot: { id: string; name: string };
  groups: readonly { id: string; name: string }[];
  commands: readonly Command[];
}

// Three contexts, so that a new message draws itself and not every other one anew.
export const SlackContext = createContext<SlackState | null>(null);
export const NamesContext = createContext<Names | null>(null);
export const ActsContext = createContext<Acts | null>(null);

export function useSlack(): SlackState {
  return there(useContext(SlackContext));
}

export function useNames(): Names {
  return there(useContext(NamesContext));
}

export function useActs(): Acts {
  return there(useContext(ActsContext));
}

function there<T>(value: T | null): T {
  if (value === null) throw new Error("outside of Slack's screen");
  return value;
}
