// grafana.ts - what a dashboard of ours may be: Grafana's own types, strict
// where they say "unknown", for grafana.sh. JSON has strings for its enums.

import type { DataQuery } from "@grafana/schema";
import type {
	Dashboard,
	FieldConfig,
	FieldConfigSource,
	Panel,
} from "@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen";
import type * as stat from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type * as timeseries from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

type Written<T> = T extends string
	? `${T}`
	: T extends object
		? { [K in keyof T]: Written<T[K]> }
		: T;

// Of Grafana's Prometheus data source, which has a package of its own.
interface Query extends DataQuery {
	expr: string;
	legendFormat: string;
	editorMode: "builder" | "code";
	instant: boolean;
	range: boolean;
	exemplar?: boolean;
}

type Of<Type extends string, Options, Custom> = Omit<
	Panel,
	"type" | "options" | "fieldConfig" | "targets"
> & {
	type: Type;
	options: Options;
	targets: Query[];
	fieldConfig: Omit<FieldConfigSource, "defaults"> & {
		defaults: Omit<FieldConfig, "custom"> & { custom?: Custom };
	};
};

export type Board = Written<
	Omit<Dashboard, "panels"> & {
		panels: (
			| Of<"timeseries", timeseries.Options, timeseries.FieldConfig>
			| Of<"stat", stat.Options, Record<string, never>>
		)[];
	}
>;
