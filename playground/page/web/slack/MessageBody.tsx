import type { ReactNode } from "react";
import type { Message } from "../api/shapes";
import { Blocks } from "../blocks/Blocks";
import { Text } from "../blocks/Text";
import { Attachment } from "./Attachment";
import { MailFile } from "./MailFile";
import { Surface } from "./Surface";

/** Blocks where there are any, else the text; then what hangs on it. */
export function MessageBody({ message }: { message: Message }): ReactNode {
  const { blocks, text, attachments, files } = message;
  return (
    <Surface target={{ ts: message.ts }} blocks={blocks}>
      {() => (
        <>
          {blocks.length > 0 ? (
            <Blocks blocks={blocks} />
          ) : (
            text && <Text text={{ type: "mrkdwn", text }} />
          )}
          {attachments.map((one, n) => (
            <Attachment key={n} attachment={one} />
          ))}
          {files.map((one, n) => (
            <MailFile key={n} file={one} />
          ))}
        </>
      )}
    </Surface>
  );
}
