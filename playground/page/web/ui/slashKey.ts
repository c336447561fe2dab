import { useEffect } from "react";

/** "/" anywhere but in a field puts the cursor into the composer, and is typed there. */
export function useSlashKey(): void {
  useEffect(() => {
    const look = (event: KeyboardEvent): void => {
      const at = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
      document.querySelector<HTMLElement>(".channel .composer textarea")?.focus();
    };
    document.addEventListener("keydown", look);
    return () => document.removeEventListener("keydown", look);
  }, []);
}
