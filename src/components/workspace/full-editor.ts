/** Monaco over the textareas. Loaded on its own, after the page can be read. */
import { editor, KeyCode, KeyMod, MarkerSeverity, Uri, type editor as Editor } from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/cpp/register';
import 'monaco-editor/languages/definitions/typescript/register';
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';
import type { Place } from '../../domain/report.ts';
import { defineThemes, themeName } from './monaco-themes.ts';
import type { Sources } from './source-files.ts';

export interface FullEditor {
  show(file: string): void;
  open(place: Place): void;
  mark(places: readonly { place: Place; message: string }[]): void;
  setOptions(options: { tabLeaves: boolean; screenReader: boolean }): void;
  focus(): void;
  dispose(): void;
}

interface FullEditorOptions {
  container: HTMLElement;
  sources: Sources;
  /** Files that can be read and not changed. */
  reading: ReadonlyMap<string, string>;
  /** Declarations of the modules that the learner's program can import. */
  types: string;
  run: () => void;
}

self.MonacoEnvironment = {
  getWorker: (_, label) =>
    label === 'typescript' || label === 'javascript' ? new TypeScriptWorker() : new EditorWorker(),
};

/** Opens Monaco on the files. What is typed goes into the textareas at once. */
export function openFullEditor({ container, sources, reading, types, run }: FullEditorOptions): FullEditor {
  setUpTypeScript(types);
  defineThemes();
  const models = new Map([
    ...[...sources].map(([name, area]) => [name, modelOf(name, area)] as const),
    ...[...reading].map(([name, text]) => [name, newModel(name, text)] as const),
  ]);
  const [first] = models.values();
  const view = editor.create(container, { ...looks, model: first ?? null, theme: themeName() });
  view.addAction({ id: 'ounce.run', label: 'Run the program', keybindings: [KeyMod.CtrlCmd | KeyCode.Enter], run });
  const restyle = (): void => (defineThemes(), editor.setTheme(themeName()));
  document.addEventListener('ounce:theme', restyle);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', restyle);
  const show = (file: string): void => {
    view.setModel(models.get(file) ?? null);
    view.updateOptions({
      readOnly: reading.has(file),
      ariaLabel: reading.has(file) ? `${file}, to read` : 'Code editor',
    });
  };
  return {
    show,
    open({ file, line, column }) {
      show(file ?? [...models.keys()][0] ?? '');
      view.setPosition({ lineNumber: line, column });
      view.revealLineInCenter(line);
      view.focus();
    },
    mark(places) {
      for (const [name, model] of models) {
        const own = places.filter(({ place }) => (place.file ?? name) === name);
        editor.setModelMarkers(
          model,
          'ounce',
          own.map(({ place, message }) => markerAt(model, place, message)),
        );
      }
    },
    setOptions: ({ tabLeaves, screenReader }) =>
      view.updateOptions({ tabFocusMode: tabLeaves, accessibilitySupport: screenReader ? 'on' : 'auto' }),
    focus: () => view.focus(),
    dispose() {
      view.dispose();
      for (const model of models.values()) model.dispose();
      document.removeEventListener('ounce:theme', restyle);
    },
  };
}

const looks = {
  ariaLabel: 'Code editor',
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily:
    "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSize: 13.5,
  guides: { indentation: false },
  hideCursorInOverviewRuler: true,
  lineHeight: 21,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 12, bottom: 12 },
  // The number of an empty last line would be too faint to read.
  renderFinalNewline: 'on',
  renderLineHighlight: 'line',
  scrollbar: { horizontalScrollbarSize: 10, verticalScrollbarSize: 10, useShadows: false },
  scrollBeyondLastLine: false,
  stickyScroll: { enabled: false },
  tabSize: 2,
} as const satisfies Editor.IStandaloneEditorConstructionOptions;

function newModel(name: string, text: string): Editor.ITextModel {
  const uri = Uri.file(`/${name}`);
  editor.getModel(uri)?.dispose();
  return editor.createModel(text, name.endsWith('.c') ? 'cpp' : 'typescript', uri);
}

function modelOf(name: string, area: HTMLTextAreaElement): Editor.ITextModel {
  const model = newModel(name, area.value);
  let writing = false;
  model.onDidChangeContent(() => {
    if (writing) return;
    area.value = model.getValue();
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
  area.addEventListener('ounce:replaced', () => {
    if (model.isDisposed()) return;
    writing = true;
    // As an edit, so that the editor's own undo takes it back.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: area.value }], () => null);
    writing = false;
  });
  return model;
}

function markerAt(model: Editor.ITextModel, { line, column }: Place, message: string): Editor.IMarkerData {
  const lineNumber = Math.min(line, model.getLineCount());
  return {
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: lineNumber,
    startColumn: column,
    endLineNumber: lineNumber,
    endColumn: model.getLineMaxColumn(lineNumber),
  };
}

function setUpTypeScript(types: string): void {
  typescriptDefaults.setCompilerOptions({
    strict: true,
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    allowNonTsExtensions: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    lib: ['esnext'],
  });
  typescriptDefaults.setExtraLibs([{ content: types, filePath: 'file:///ounce.d.ts' }]);
  typescriptDefaults.setEagerModelSync(true);
}
