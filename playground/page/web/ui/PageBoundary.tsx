import { Component, type ReactNode } from "react";

/** An error of the page itself: said, never a white screen. */
export class PageBoundary extends Component<{ children: ReactNode }, { failed: string }> {
  override state = { failed: "" };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: String(error) };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty" role="alert">
        <h2>This page has an error of its own</h2>
        <p>{this.state.failed}</p>
        <p>Load it again; if it comes back, it is a bug of the playground.</p>
      </div>
    );
  }
}
