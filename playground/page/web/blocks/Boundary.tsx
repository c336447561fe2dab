import { Component, type ReactNode } from "react";
import { Undrawn } from "./Undrawn";

interface Props {
  type: string;
  children: ReactNode;
}

/** Keeps a block that cannot be drawn from taking the page with it. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Undrawn type={this.props.type} /> : this.props.children;
  }
}
