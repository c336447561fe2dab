import { useEffect, type ReactNode } from "react";
import { Blocks } from "../blocks/Blocks";
import { useActs, useSlack } from "../state/slack";
import { Surface } from "./Surface";

/** The app's Home. Looking at it is an event, which the app answers with its content. */
export function Home(): ReactNode {
  const slack = useSlack();
  const { run } = useActs();
  useEffect(() => {
    void run("home", "home", {});
  }, [run]);
  const { home } = slack;
  return (
    <section className="channel home" aria-label={`Home of ${slack.bot.name}`}>
      <header className="channel-head">
        <h1>{slack.bot.name}</h1>
        <span className="badge">APP</span>
        <span className="small">Home</span>
      </header>
      <div className="home-body" tabIndex={0} role="group" aria-label="Home" data-view-id={home?.id}>
        {home ? (
          <Surface key={home.id} target={{ view_id: home.id }} blocks={home.blocks}>
            {() => <Blocks blocks={home.blocks} />}
          </Surface>
        ) : (
          <p className="empty">Waiting for {slack.bot.name}…</p>
        )}
      </div>
    </section>
  );
}
