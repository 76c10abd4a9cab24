/** The JSON Schema of Vega-Lite. Without this declaration, the compiler would infer a type of 1.9 MB. */
declare module 'vega-lite/vega-lite-schema.json' {
  const schema: unknown;
  export default schema;
}
