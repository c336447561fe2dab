import { memo, useMemo, type ReactNode } from "react";
import { Message, type MessageProps } from "slack-blocks-to-jsx";
import { useNames, type Names } from "../state/slack";
import { useTheme } from "../state/theme";
import type { Json } from "./json";
import type { RichText } from "./mrkdwn";
import { SafeLink } from "./SafeLink";

type Hooks = NonNullable<MessageProps["hooks"]>;

const HOOKS: Hooks = {
  link: (link): ReactNode => <SafeLink href={link.href}>{link.children}</SafeLink>,
};

function named({ people, channels, bot, groups }: Names): NonNullable<MessageProps["data"]> {
  const users = [...people, bot].map(({ id, name }) => ({ id, name }));
  return { users, user_groups: [...groups], channels: channels.map(({ id, name }) => ({ id, name })) };
}

/** One block as slack-blocks-to-jsx draws it, without its frame of a message. */
export const Library = memo(function Library({ block }: { block: Json | RichText }): ReactNode {
  const names = useNames();
  const theme = useTheme();
  const data = useMemo(() => named(names), [names]);
  return (
    <Message
      blocks={[block] as unknown as MessageProps["blocks"]}
      logo=""
      name=""
      theme={theme}
      withoutWrapper
      data={data}
      hooks={HOOKS}
    />
  );
});
