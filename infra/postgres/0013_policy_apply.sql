-- A policy may approve what it proposes, where that can be carried out here.
ALTER TABLE triage_policies
	DROP CONSTRAINT triage_policies_mode_check,
	ADD CONSTRAINT triage_policies_mode_check CHECK
	    (mode IN ('off', 'on_run', 'on_arrival', 'apply')),
	ADD CONSTRAINT triage_policies_apply_check CHECK
	    (mode <> 'apply' OR kind <> 'task');
