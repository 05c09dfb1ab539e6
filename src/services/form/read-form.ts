/** The fields of a posted form. */

/** The fields in their order; none when the body is no form. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return new URLSearchParams(type === 'application/x-www-form-urlencoded' ? await request.text() : '');
}

const filePrefix = 'file:';

/** The learner's files in a form: the fields named "file:" and the file's name. Browsers send line ends as CRLF. */
export function filesInForm(form: URLSearchParams): Record<string, string> {
  const files = [...form].filter(([name]) => name.startsWith(filePrefix));
  return Object.fromEntries(files.map(([name, text]) => [name.slice(filePrefix.length), text.replace(/\r\n/g, '\n')]));
}
