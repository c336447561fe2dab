import { useContext, type ReactNode } from "react";
import { HOME, ShowContext } from "../state/place";

// A permalink of chat.getPermalink, as its digits are in ts.
const PERMALINK = /\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?|$)/;

const APP_HOME = /^slack:\/\/app\?.*\btab=home$/;

/**
 * A link that leaves the page only in a tab of its own, and only to the web or a mail program. One to
 * a message opens its thread here, one to the App Home that.
 */
export function SafeLink(props: { href: string; children: ReactNode }): ReactNode {
  const show = useContext(ShowContext);
  const [, channel, seconds, micros] = PERMALINK.exec(props.href) ?? [];
  if (channel)
    return (
      <button type="button" className="link" onClick={() => show(channel, `${seconds}.${micros}`)}>
        {props.children}
      </button>
    );
  if (APP_HOME.test(props.href))
    return (
      <button type="button" className="link" onClick={() => show(HOME, "")}>
        {props.children}
      </button>
    );
  if (!/^(https?:|mailto:)/i.test(props.href)) return <span>{props.children}</span>;
  return (
    <a className="link" href={props.href} target="_blank" rel="noreferrer noopener">
      {props.children}
    </a>
  );
}
