-- Objectives stand in common/service/objectives.def.h, and nowhere else.

DROP TABLE slo_targets;
