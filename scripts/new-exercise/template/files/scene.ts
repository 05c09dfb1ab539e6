import type { SetUp } from '@ounce/sandbox/exercise';

export const root = '/app/notes';

/** Notes, a link among them, and files around them that nobody may read. */
const setUp = (({ draw, files }) => {
  const write = (file: string): { file: string; text: string } => {
    const text = draw.token();
    files.write(file, text);
    return { file, text };
  };
  const folder = `week-${draw.int(1, 52)}`;
  const note = write(`${root}/${draw.word()}.md`);
  const deep = write(`${root}/${folder}/${draw.word()}/todo.md`);
  const odd = write(`${root}/${folder}/Tür & Tor ${draw.int(2, 9)}..${draw.int(10, 99)}.md`);
  files.link(`${root}/latest.md`, `${folder}/${deep.file.split('/').at(-2)}/todo.md`);

  const config = write('/app/config.json');
  const mail = write(`/etc/${draw.word()}/mail.conf`);
  const old = write(`${root}-old/${draw.word()}.md`);
  files.link(`${root}/shared.md`, '../config.json');
  files.link(`${root}/${folder}/shared`, mail.file.slice(0, mail.file.lastIndexOf('/')));
  return { folder, note, deep, odd, secrets: { config, mail, old } };
}) satisfies SetUp<'files', unknown>;

export type Scene = ReturnType<typeof setUp>;
export default setUp;
