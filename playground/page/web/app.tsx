import { useEffect, useMemo, useState, type ReactNode } from "react";
import { get, post, sentenceOf } from "./api/call";
import { usePoll } from "./api/poll";
import type { Scenario, SlackState, TicketsState } from "./api/shapes";
import { AwsPanel } from "./aws/AwsPanel";
import { LockScreen } from "./slack/LockScreen";
import { Modals } from "./slack/Modals";
import { Sidebar } from "./slack/Sidebar";
import { SlackScreen } from "./slack/SlackScreen";
import { Troubles } from "./slack/Troubles";
import { useActsOf, type Acts } from "./state/acts";
import { askIn } from "./state/asking";
import { ShowContext, usePlace } from "./state/place";
import { ActsContext, NamesContext, SlackContext, type Names } from "./state/slack";
import { ThemeContext, useThemeSwitch } from "./state/theme";
import { useUnread } from "./state/unread";
import { TicketsPanel } from "./tickets/TicketsPanel";
import { useSlashKey } from "./ui/slashKey";
import { TopBar, type Beside, type Tab } from "./TopBar";

const FIRST = "U0MENDER";
const TICKETS_MS = 1000;
const BUDGET = "cost-all-services-manage";

/** The whole page: the workspace, the channel, and the embedded AWS. */
export function App(): ReactNode {
  const [theme, turn] = useThemeSwitch();
  const [user, setUser] = useState(FIRST);
  const [budget, setBudget] = useState(BUDGET);
  const [again, setAgain] = useState(0);
  const [tab, setTab] = useState<Tab>("slack");
  const [beside, setBeside] = useState<Beside>("aws");
  const [menu, setMenu] = useState(false);
  const [locked, setLocked] = useState(false);
  const scenarios = useScenarios(again);
  // The screen of the person before stays until that of the next one comes: so does the focus.
  const { state: slack, lost } = usePoll<SlackState>(`/api/slack?as=${user}`, again);
  const tickets = usePoll<TicketsState>("/api/tickets?", again, TICKETS_MS);
  const place = usePlace(slack);
  const unread = useUnread(slack, place.channel);
  const acts = useActsOf(user, slack?.bot.name ?? "budget-check");
  const names = useNamesOf(slack);
  const show = (to: Tab): void => {
    setTab(to);
    if (to !== "slack") setBeside(to);
  };
  const ask = (line: string): void => {
    setTab("slack");
    if (slack) askIn(slack, place, acts, line);
  };
  const restart = async (): Promise<void> => {
    try {
      await post("/api/restart", {});
      setAgain((n) => n + 1);
      setBudget(BUDGET);
    } catch (error) {
      acts.tell(sentenceOf(error));
    }
  };
  useSlashKey();
  return (
    <ThemeContext value={theme}>
      <div
        className="page"
        data-tab={tab}
        data-beside={beside}
        data-menu={menu}
        onKeyDown={(event) => event.key === "Escape" && setMenu(false)}
      >
        <TopBar
          tab={tab}
          show={show}
          beside={beside}
          opened={tickets.state?.tickets.filter((one) => one.open).length ?? 0}
          theme={theme}
          turn={turn}
          restart={restart}
          lock={() => setLocked(true)}
          menu={menu}
          openMenu={setMenu}
        />
        {lost && (
          <p className="lost" role="alert">
            {lost}
          </p>
        )}
        {slack && names ? (
          <Screen slack={slack} names={names} acts={acts}>
            <Sidebar
              slack={slack}
              place={{ ...place, goTo: (to) => { place.goTo(to); setMenu(false); setTab("slack"); } }}
              unread={unread}
              become={setUser}
            />
            <ShowContext value={place.show}>
              <SlackScreen place={place} />
              <Modals />
            </ShowContext>
            <Troubles />
            {locked && <LockScreen onClose={() => setLocked(false)} />}
          </Screen>
        ) : (
          <p className="empty loading">Starting…</p>
        )}
        <AwsPanel budget={budget} again={again} scenarios={scenarios} choose={setBudget} ask={ask} />
        <TicketsPanel tickets={tickets} />
      </div>
    </ThemeContext>
  );
}

function Screen(props: { slack: SlackState; names: Names; acts: Acts; children: ReactNode }): ReactNode {
  return (
    <SlackContext value={props.slack}>
      <NamesContext value={props.names}>
        <ActsContext value={props.acts}>{props.children}</ActsContext>
      </NamesContext>
    </SlackContext>
  );
}

function useNamesOf(slack: SlackState | null): Names | null {
  const { people, channels, bot, groups, commands } = slack ?? {};
  return useMemo(
    () => (people && channels && bot && groups && commands ? { people, channels, bot, groups, commands } : null),
    [people, channels, bot, groups, commands],
  );
}

function useScenarios(again: number): readonly Scenario[] {
  const [scenarios, setScenarios] = useState<readonly Scenario[]>([]);
  useEffect(() => {
    void get<Scenario[]>("/api/scenarios")
      .then(setScenarios)
      .catch(() => undefined); // The page says that the playground does not answer.
  }, [again]);
  return scenarios;
}
