import type { SetUp } from '@ounce/sandbox/exercise';

/** A configuration beside the program, and a host that the program has no business with. */
const setUp = (({ draw, xml }) => {
  const key = draw.token();
  const config = `/app/${draw.word()}.xml`;
  const host = `https://${draw.word()}.example`;
  xml.serve(config, `<config>${key}</config>`);
  xml.serve(`${host}/order.dtd`, '<!ELEMENT order ANY>');
  return { key, config, host };
}) satisfies SetUp<'xml', unknown>;

export type Scene = ReturnType<typeof setUp>;
export default setUp;
