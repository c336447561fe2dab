import { createContext, useContext } from "react";

/** A line that something else on the page puts into the composer; a new object for each time. */
export interface Asked {
  line: string;
}

export const AskedContext = createContext<Asked>({ line: "" });

export function useAsked(): Asked {
  return useContext(AskedContext);
}
