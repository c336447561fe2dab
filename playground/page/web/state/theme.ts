import { createContext, useContext, useEffect, useState } from "react";

export type Theme = "light" | "dark";

const KEPT = "budget-check-theme";

export const ThemeContext = createContext<Theme>("light");

export function useTheme(): Theme {
  return useContext(ThemeContext);
}

/** The theme and its switch: what was chosen here before, else what the system prefers. */
export function useThemeSwitch(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(initial);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  const turn = (): void => {
    const other = theme === "dark" ? "light" : "dark";
    localStorage.setItem(KEPT, other);
    setTheme(other);
  };
  return [theme, turn];
}

function initial(): Theme {
  const kept = localStorage.getItem(KEPT);
  if (kept === "light" || kept === "dark") return kept;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
