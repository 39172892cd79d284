// The bundler and the tests read a table as its text.
declare module "*.tsv" {
  const text: string;
  export default text;
}
