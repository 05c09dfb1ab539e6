/** What can be found: lessons and exercises, as learners may read them. Nothing of what judges or answers. */
import { getCollection } from 'astro:content';
import { modulesOf } from '../../domain/outline.ts';
import { plainText } from '../../domain/search.ts';
import { readCourse } from '../course/read-course.ts';

interface Entry {
  readonly key: string;
  readonly href: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
}

/** An entry for each lesson and exercise of the built course. */
export async function searchEntries(): Promise<Entry[]> {
  const lessons = new Map((await getCollection('lessons')).map(({ id, body }) => [`lesson:${id}`, body ?? '']));
  const instructions = new Map(
    (await getCollection('instructions')).map(({ id, body }) => [`exercise:${id}`, body ?? '']),
  );
  return modulesOf(await readCourse()).flatMap((module) =>
    module.steps
      .filter(({ kind }) => kind !== 'check')
      .map(({ key, href, kind, title, summary }) => {
        const text = lessons.get(key) ?? instructions.get(key) ?? '';
        const about = `${module.title}, ${module.cwe.join(', ')}`;
        return { key, href, kind, title, body: plainText(`${summary}\n\n${text}\n\n${about}`) };
      }),
  );
}
