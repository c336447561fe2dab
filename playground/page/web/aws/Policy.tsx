import { useEffect, useId, useState, type ReactNode } from "react";
import { post, sentenceOf } from "../api/call";
import { Spinner } from "../ui/Spinner";

interface Props {
  kind: "topic" | "key";
  arn: string;
  policy: string;
  title: string;
  editable?: boolean;
}

/** A policy to read and to edit. It is written through AWS's own API, whose refusal is shown. */
export function Policy({ kind, arn, policy, title, editable = true }: Props): ReactNode {
  const id = useId();
  const there = pretty(policy);
  const [text, setText] = useState(there);
  const [base, setBase] = useState(there);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const dirty = text !== base;
  useEffect(() => {
    if (dirty || there === base) return;
    setText(there);
    setBase(there);
  }, [there, base, dirty]);
  const revert = (): void => {
    setText(there);
    setBase(there);
    setError("");
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setError("");
    setSaved(false);
    try {
      await post("/api/aws/policy", { kind, arn, policy: text });
      setBase(text); // What AWS made of it comes with the next state.
      setSaved(true);
    } catch (refused) {
      setError(sentenceOf(refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <details className="policy" data-policy={kind}>
      <summary>
        {title}
        {dirty && <span className="small"> (not saved)</span>}
      </summary>
      <p className="small arn">{arn}</p>
      {dirty && there !== base && <p className="why">It was changed in AWS meanwhile. Saving replaces that.</p>}
      <textarea
        aria-label={title}
        aria-describedby={`${id}-error`}
        value={text}
        readOnly={!editable}
        spellCheck={false}
        rows={Math.min(text.split("\n").length, 18)}
        onChange={(event) => {
          setText(event.target.value);
          setSaved(false);
        }}
      />
      <div id={`${id}-error`} role="alert">
        {error && <p className="why">Not saved: {error}</p>}
      </div>
      {editable ? (
        <p className="policy-foot">
          <button type="button" className="button primary" aria-disabled={!dirty || busy} onClick={() => dirty && !busy && void save()}>
            Save {busy && <Spinner />}
          </button>
          <button type="button" className="button" aria-disabled={!dirty} onClick={revert}>
            Revert
          </button>
          <span role="status">{saved && "Saved."}</span>
        </p>
      ) : (
        <p className="small">Nobody can edit this policy: AWS manages the key.</p>
      )}
    </details>
  );
}

function pretty(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), null, 2);
  } catch {
    return policy;
  }
}
