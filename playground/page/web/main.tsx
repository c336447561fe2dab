import { createRoot } from "react-dom/client";
import "slack-blocks-to-jsx/dist/style.css";
import { App } from "./app";
import { PageBoundary } from "./ui/PageBoundary";
import "./styles/all.css";

const place = document.getElementById("page");
if (place) createRoot(place).render(
    <PageBoundary>
      <App />
    </PageBoundary>,
  );
