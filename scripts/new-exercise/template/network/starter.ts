/** The title of the page behind a link; the link itself where there is none. */
export async function titleOf(link: string): Promise<string> {
  const response = await fetch(link);
  const page = await response.text();
  return /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? link;
}
