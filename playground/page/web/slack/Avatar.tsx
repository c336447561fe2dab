import type { ReactNode } from "react";

const COLOURS = 6;

/** A picture of somebody: initials on a colour of their own. */
export function Avatar({ name, bot = false }: { name: string; bot?: boolean }): ReactNode {
  const letters = name.split(/[\s-]+/).map((word) => word[0] ?? "");
  const colour = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS;
  return (
    <span className={`avatar ${bot ? "avatar-bot" : `avatar-${colour}`}`} aria-hidden="true">
      {letters.slice(0, 2).join("").toUpperCase()}
    </span>
  );
}
