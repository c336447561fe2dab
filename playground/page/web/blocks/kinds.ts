import type { ComponentType } from "react";
import { Actions } from "./kinds/Actions";
import { Card } from "./kinds/Card";
import { Carousel } from "./kinds/Carousel";
import { Container } from "./kinds/Container";
import { Context } from "./kinds/Context";
import { Drawn } from "./kinds/Drawn";
import { Header } from "./kinds/Header";
import { Image } from "./kinds/Image";
import { Input } from "./kinds/Input";
import { Section } from "./kinds/Section";
import { Table } from "./kinds/Table";
import type { Json } from "./json";

export interface BlockProps {
  block: Json;
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
