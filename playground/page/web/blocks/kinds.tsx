import { useId, type ComponentType, type ReactNode } from "react";
import { useActing } from "./acting";
import { Block } from "./Block";
import { Element } from "./Element";
import { isJson, list, str, words, type Json } from "./json";
import { Library } from "./Library";
import { Picture } from "./Picture";
import { Text } from "./Text";

interface BlockProps {
  block: Json;
}

function Drawn({ block }: BlockProps): ReactNode {
  return <Library block={block} />;
}

/** A heading. `verbatim` is no property of plain_text: it keeps the library from formatting it. */
function Header({ block }: BlockProps): ReactNode {
  const text = block["text"];
  return <Library block={isJson(text) ? { ...block, text: { ...text, verbatim: true } } : block} />;
}

function Section({ block }: BlockProps): ReactNode {
  const { text, accessory } = block;
  const fields = list(block["fields"]);
  return (
    <div className="section">
      <div className="section-text">
        {isJson(text) && <Text text={text} />}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, n) => (
              <Text key={n} text={field} />
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && (
        <div className="accessory">
          <Element element={accessory} blockId={str(block["block_id"])} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: BlockProps): ReactNode {
  return (
    <div className="context">
      {list(block["elements"]).map((one, n) =>
        one["type"] === "image" ? <Picture key={n} image={one} /> : <Text key={n} text={one} />,
      )}
    </div>
  );
}

function Image({ block }: BlockProps): ReactNode {
  const title = words(block["title"]);
  return (
    <figure className="image">
      {title && <figcaption>{title}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}

/** `table` and `data_table`; of the latter the library draws nothing. The first row is the head. */
function Table({ block }: BlockProps): ReactNode {
  const rows = (Array.isArray(block["rows"]) ? block["rows"] : []).map(list);
  const columns = list(block["column_settings"]);
  const [head, ...body] = rows;
  const align = (n: number): { textAlign: "left" | "center" | "right" } => {
    const wanted = str(columns[n]?.["align"]);
    return { textAlign: wanted === "center" || wanted === "right" ? wanted : "left" };
  };
  const caption = str(block["caption"]);
  return (
    <div className="table" tabIndex={0} role="group" aria-label={caption || "Table"}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>{head?.map((cell, n) => <th key={n} scope="col" style={align(n)}>{shown(cell)}</th>)}</tr>
        </thead>
        <tbody>
          {body.map((row, n) => (
            <tr key={n}>{row.map((cell, m) => <td key={m} style={align(m)}>{shown(cell)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(cell: Json): ReactNode {
  if (!isJson(cell)) return null;
  if (cell["type"] === "rich_text") return <Library block={cell} />;
  return str(cell["text"]) || str(cell["value"]);
}

function Actions({ block }: BlockProps): ReactNode {
  return (
    <div className="actions">
      {list(block["elements"]).map((element, n) => (
        <Element key={str(element["action_id"]) || n} element={element} blockId={str(block["block_id"])} />
      ))}
    </div>
  );
}

/** An input of a modal: its label, its element, its hint, and what is wrong with it. */
function Input({ block }: BlockProps): ReactNode {
  const id = useId();
  const blockId = str(block["block_id"]);
  const { element } = block;
  const error = useActing().errors[blockId];
  const hint = words(block["hint"]);
  const optional = block["optional"] === true;
  return (
    <div className={error ? "input wrong" : "input"}>
      <label htmlFor={id} id={`${id}-label`}>
        {words(block["label"])}
        {optional && <span className="small"> (optional)</span>}
      </label>
      {isJson(element) && (
        <Element
          element={element}
          blockId={blockId}
          input={{ id, says: `${id}-says`, required: !optional, wrong: Boolean(error), dispatch: block["dispatch_action"] === true }}
        />
      )}
      <div id={`${id}-says`}>
        {error && (
          <p className="input-error" role="alert">
            {error}
          </p>
        )}
        {hint && <p className="small">{hint}</p>}
      </div>
    </div>
  );
}

const PICTURES = ["hero_image", "icon"];
const TEXTS = ["title", "subtitle", "body"];

function Card({ block }: BlockProps): ReactNode {
  const actions = list(block["actions"]);
  return (
    <div className="card">
      {PICTURES.map((name) => isJson(block[name]) && <Picture key={name} image={block[name]} />)}
      {TEXTS.map(
        (name) =>
          isJson(block[name]) && (
            <div key={name} className={`card-${name}`}>
              <Text text={block[name]} />
            </div>
          ),
      )}
      {actions.length > 0 && (
        <div className="actions">
          {actions.map((one, n) => (
            <Element key={n} element={one} blockId={str(block["block_id"])} />
          ))}
        </div>
      )}
    </div>
  );
}

function Carousel({ block }: BlockProps): ReactNode {
  return (
    <div className="carousel" role="group" aria-label="Cards" tabIndex={0}>
      {list(block["elements"]).map((card, n) => (
        <Card key={n} block={card} />
      ))}
    </div>
  );
}

/** Blocks in a frame, which may fold up. */
function Container({ block }: BlockProps): ReactNode {
  const { title, rich_text_title: rich, subtitle } = block;
  const head = (
    <>
      {isJson(rich) ? <Library block={rich} /> : isJson(title) && <Text text={title} />}
      {isJson(subtitle) && <Text text={subtitle} />}
    </>
  );
  const inside = list(block["child_blocks"]).map((one, n) => (
    <Block key={str(one["block_id"]) || n} block={one} />
  ));
  if (block["is_collapsible"] !== true)
    return (
      <div className="container">
        {head}
        {inside}
      </div>
    );
  return (
    <details className="container" open={block["default_collapsed"] !== true}>
      <summary>{head}</summary>
      {inside}
    </details>
  );
}

/**
 * How each type of block is drawn. `Drawn` is the library alone. The others are ours: because the
 * library tells nobody of a click, formats text as Slack does not, or would fetch a picture from
 * the network. A type that is not here is said not to be drawn.
 */
export const kinds: Record<string, ComponentType<BlockProps>> = {
  actions: Actions,
  alert: Drawn,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: Context,
  context_actions: Actions,
  data_table: Table,
  data_visualization: Drawn,
  divider: Drawn,
  header: Header,
  image: Image,
  input: Input,
  markdown: Drawn,
  plan: Drawn,
  rich_text: Drawn,
  section: Section,
  table: Table,
  task_card: Drawn,
};
