import ts from 'typescript';

/** The titles of the tests in one source file that always run, each preceded by those of the groups around it. */
export const titlesThatRun = (path: string, text: string): string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const titles: string[] = [];
  const visit = (node: ts.Node, groups: string): void => {
    const call = testCall(node);
    if (!call) return ts.forEachChild(node, (child) => visit(child, groups));
    if (call.mayBeSkipped) return;
    const title = `${groups} ${call.title}`.trim();
    if (call.isGroup) for (const argument of call.arguments) visit(argument, title);
    else titles.push(title);
  };
  visit(source, '');
  return titles;
};

/**
 * The names that a file gives to others (what it exports) and those that it uses. A suite that several
 * adapters share, such as a port's contract, runs only where some test uses one of its names.
 */
export const namesOf = (path: string, text: string): { exported: Set<string>; used: Set<string> } => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const exported = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) continue;
    visit(statement);
    for (const name of declaredNames(statement)) if (isExported(statement)) exported.add(name);
  }
  return { exported, used };
};

const groupWords = ['describe', 'suite'];
const testWords = ['it', 'test'];
const contexts = [...testWords, 't', 'ctx', 'context', 'task'];
// `skipIf` and `runIf` may skip, and `fails` passes while the rule is broken: none of them proves anything.
const noProof = ['skip', 'todo', 'fixme', 'skipIf', 'runIf', 'fails', 'fail'];

type TestCall = { isGroup: boolean; mayBeSkipped: boolean; title: string; arguments: readonly ts.Expression[] };

const testCall = (node: ts.Node): TestCall | undefined => {
  if (!ts.isCallExpression(node)) return undefined;
  const words = wordsOf(node.expression);
  const [first = ''] = words;
  // Playwright's groups are `test.describe`.
  const isGroup = groupWords.includes(first) || (testWords.includes(first) && words.includes('describe'));
  if (!isGroup && !testWords.includes(first)) return undefined;
  const [title, ...rest] = node.arguments;
  const body = rest.find((argument) => ts.isArrowFunction(argument) || ts.isFunctionExpression(argument));
  const isMarked = words.some((word) => noProof.includes(word)) || rest.some(hasSkipOption);
  const skipsInside = !isGroup && body !== undefined && callsSkip(body);
  const mayBeSkipped = isMarked || skipsInside || rest.length === 0;
  return { isGroup, mayBeSkipped, title: title ? textOf(title) : '', arguments: rest };
};

/** `describe.each(rows)` → describe, each. */
const wordsOf = (callee: ts.Expression): string[] => {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...wordsOf(callee.expression), callee.name.text];
  if (ts.isCallExpression(callee)) return wordsOf(callee.expression);
  if (ts.isTaggedTemplateExpression(callee)) return wordsOf(callee.tag);
  return [''];
};

/** What is known of a title before the test runs; the rest of it counts for nothing. */
const textOf = (node: ts.Expression): string => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map((span) => span.literal.text).join('…');
  if (ts.isBinaryExpression(node)) return textOf(node.left) + textOf(node.right);
  return '';
};

const hasSkipOption = (node: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(node) &&
  node.properties.some(({ name }) => name && ts.isIdentifier(name) && noProof.includes(name.text));

/** `ctx.skip()`, `test.fixme()`, or a bare `skip()` taken from the test's context. */
const callsSkip = (node: ts.Node): boolean => {
  const [first = '', ...more] = ts.isCallExpression(node) ? wordsOf(node.expression) : [];
  const skips = first === 'skip' || (contexts.includes(first) && more.some((word) => noProof.includes(word)));
  return skips || ts.forEachChild(node, (child) => callsSkip(child) || undefined) === true;
};

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

const declaredNames = (statement: ts.Statement): string[] => {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
};
