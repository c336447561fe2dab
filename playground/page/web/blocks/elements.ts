import type { ComponentType } from "react";
import { Button } from "./elements/Button";
import { Checkboxes } from "./elements/Checkboxes";
import { DateTime } from "./elements/DateTime";
import { Feedback } from "./elements/Feedback";
import { ImageElement } from "./elements/ImageElement";
import { MultiSelect } from "./elements/MultiSelect";
import { Overflow } from "./elements/Overflow";
import { Radio } from "./elements/Radio";
import { Select } from "./elements/Select";
import { TextInput } from "./elements/TextInput";
import type { Json } from "./json";

/** What an input block gives its element: ids for its label and its words, and how it behaves. */
export interface InputParts {
  id: string;
  says: string;
  required: boolean;
  wrong: boolean;
  dispatch: boolean;
}

export interface ElementProps {
  element: Json;
  blockId: string;
  input?: InputParts;
}

/** The elements that this page can draw; every other one is said not to be drawn. */
export const elements: Record<string, ComponentType<ElementProps>> = {
  button: Button,
  channels_select: Select,
  checkboxes: Checkboxes,
  conversations_select: Select,
  datepicker: DateTime,
  datetimepicker: DateTime,
  email_text_input: TextInput,
  feedback_buttons: Feedback,
  icon_button: Button,
  image: ImageElement,
  multi_channels_select: MultiSelect,
  multi_conversations_select: MultiSelect,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  number_input: TextInput,
  overflow: Overflow,
  plain_text_input: TextInput,
  radio_buttons: Radio,
  static_select: Select,
  timepicker: DateTime,
  url_text_input: TextInput,
  users_select: Select,
  workflow_button: Button,
};
