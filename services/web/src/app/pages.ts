// pages.ts - every page of the app, one line each: its path, its name in the
// navigation, the keys that lead there, and where its code is.
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";

import type { IconName } from "../ui/icon";

export interface Page {
	path: string;
	/** what telemetry calls it, of ux_event.page */
	id: string;
	title: string;
	icon: IconName;
	/** pressed after "g" */
	key?: string;
	/** in the navigation: always, on wide screens only, or never */
	nav: "always" | "wide" | "never";
	operators?: true;
	component: ComponentType;
}

type Module = { default: ComponentType };
const page = (load: () => Promise<Module>) => lazy<ComponentType>(load);

export const pages: readonly Page[] = [
	{ path: "/", id: "inbox", title: "Inbox", icon: "inbox", key: "i", nav: "always",
		component: page(() => import("../pages/inbox/inbox")) },
	{ path: "/mail/:id", id: "thread", title: "Mail", icon: "inbox", nav: "never",
		component: page(() => import("../pages/mail/mail")) },
	{ path: "/search", id: "search", title: "Search", icon: "search", key: "s", nav: "always",
		component: page(() => import("../pages/search/search")) },
	{ path: "/chat", id: "chat", title: "Ask", icon: "chat", key: "c", nav: "always",
		component: page(() => import("../pages/chat/chat")) },
	{ path: "/actions", id: "actions", title: "Actions", icon: "tray", key: "a", nav: "always",
		component: page(() => import("../pages/actions/actions")) },
	{ path: "/applications", id: "tracker", title: "Applications", icon: "board", key: "p", nav: "always",
		component: page(() => import("../pages/applications/applications")) },
	{ path: "/insights", id: "insights", title: "Insights", icon: "chart", key: "n", nav: "wide",
		component: page(() => import("../pages/insights/insights")) },
	{ path: "/operations", id: "operations", title: "Operations", icon: "pulse", key: "o", nav: "wide", operators: true,
		component: page(() => import("../pages/operations/operations")) },
	{ path: "/import", id: "import", title: "Import", icon: "import", key: "m", nav: "wide",
		component: page(() => import("../pages/import/import")) },
	{ path: "/privacy", id: "privacy", title: "Privacy", icon: "shield", key: "y", nav: "wide",
		component: page(() => import("../pages/privacy/privacy")) },
	{ path: "/settings", id: "settings", title: "Settings", icon: "settings", key: "e", nav: "wide",
		component: page(() => import("../pages/settings/settings")) },
];

export const pageAt = (path: string): Page | undefined =>
	pages.find((p) => p.path === path) ??
	pages.find((p) => p.path.includes(":") && path.startsWith(p.path.slice(0, p.path.indexOf(":"))));
