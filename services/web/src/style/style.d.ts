// style.d.ts - esbuild gathers what is imported as style.
declare module "*.css";
