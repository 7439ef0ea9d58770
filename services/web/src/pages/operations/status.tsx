// status.tsx - a state as a coloured word.
export const Status = ({ of }: { of: string }) => <span class={`status status-${of}`}>{of}</span>;
