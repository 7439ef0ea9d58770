// main.tsx - starts the app.
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/parts.css";

import { render } from "preact";

import { App } from "./app/app";

render(<App />, document.getElementById("app") as HTMLElement);
