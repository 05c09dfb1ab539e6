const inside = /^https?:\/\/(localhost[/:]|127\.\d+\.|10\.\d+\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[)/;

/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  if (inside.test(link)) throw new Error('The link leads inside');
  const response = await fetch(link);
  const page = await response.text();
  return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
}
