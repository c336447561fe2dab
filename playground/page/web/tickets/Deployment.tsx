import { useState, type ReactNode } from "react";
import { post, sentenceOf } from "../api/call";
import { Spinner } from "../ui/Spinner";

/** The pipeline that applies the repository's main branch to the embedded AWS. */
export function Deployment(): ReactNode {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const deploy = async (): Promise<void> => {
    setBusy(true);
    try {
      setSaid((await post<{ says: string }>("/api/deployment", {})).says);
    } catch (error) {
      setSaid(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="deployment" aria-label="Deployment">
      <button
        type="button"
        className="button"
        aria-disabled={busy}
        aria-busy={busy}
        title="Applies accounts/demo of main to the embedded AWS, as Terraform does"
        onClick={() => !busy && void deploy()}
      >
        Deploy acme/infra {busy && <Spinner />}
      </button>
      <span className="small" role="status">
        {said}
      </span>
    </section>
  );
}
