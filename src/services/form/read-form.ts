/** The fields of a posted form. */

/** Text fields by name, the last of each; nothing when the body is no form. */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return new Map();
  return new Map(new URLSearchParams(await request.text()));
}

const filePrefix = 'file:';

/** The learner's files in a form: the fields named "file:" and the file's name. Browsers send line ends as CRLF. */
export function filesInForm(form: ReadonlyMap<string, string>): Record<string, string> {
  const files = [...form].filter(([name]) => name.startsWith(filePrefix));
  return Object.fromEntries(files.map(([name, text]) => [name.slice(filePrefix.length), text.replace(/\r\n/g, '\n')]));
}
