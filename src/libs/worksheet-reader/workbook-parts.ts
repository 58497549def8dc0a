import type { FileHandle } from "node:fs/promises";
import { ByteWindow } from "./byte-window";
import { damaged, WorkbookError } from "./errors";
import type { ReadBudget } from "./limits";
import { readDateStyles } from "./number-formats";
import { endOfDocument, startTag, XmlScanner } from "./xml-scanner";
import { readZipDirectory, type ZipEntry } from "./zip-directory";
import { readSmallEntry } from "./zip-entry";

export interface WorkbookSheet {
  name: string;
  isHidden: boolean;
  entry: ZipEntry;
}

/** What the workbook's own parts say; no sheet has been read. */
export interface WorkbookParts {
  /** Worksheets only, in tab order: chart, dialog and macro sheets hold no rows. */
  sheets: WorkbookSheet[];
  isDate1904: boolean;
  sharedStrings: ZipEntry | undefined;
  isDateStyle: boolean[];
}

interface Relationship {
  /** The last segment of the type's URI, which is the same for transitional and strict workbooks. */
  type: string;
  /** A part name as in the directory's keys. */
  part: string;
}

/**
 * Opens the zip container and finds the parts by their relationships.
 * @throws WorkbookError `not-a-workbook`, `binary-workbook`, or what the container is guilty of.
 */
export async function openWorkbookParts(
  file: FileHandle,
  fileSize: number,
  budget: ReadBudget,
): Promise<WorkbookParts> {
  const entries = await readZipDirectory(file, fileSize, budget.limits);
  const read = async (part: string): Promise<Buffer | undefined> => {
    const entry = entries.get(part);
    return entry && readSmallEntry(file, entry, budget);
  };
  const root = relationships(await read("_rels/.rels"), "");
  const workbookPart = partOfType(root, "officeDocument") ?? "xl/workbook.xml";
  if (workbookPart.endsWith(".bin")) {
    throw new WorkbookError(
      "binary-workbook",
      "This is a binary workbook (.xlsb); open it in Excel and save it as .xlsx.",
    );
  }
  const workbookXml = await read(workbookPart);
  if (!workbookXml) throw notAWorkbook();
  const folder = workbookPart.slice(0, workbookPart.lastIndexOf("/") + 1);
  const relations = relationships(
    await read(`${folder}_rels/${workbookPart.slice(folder.length)}.rels`),
    folder,
  );
  const stylesXml = await read(partOfType(relations, "styles") ?? "");
  return {
    ...readWorkbook(workbookXml, relations, entries),
    sharedStrings: entries.get(partOfType(relations, "sharedStrings") ?? ""),
    isDateStyle: stylesXml ? readDateStyles(stylesXml) : [],
  };
}

function notAWorkbook(): WorkbookError {
  return new WorkbookError(
    "not-a-workbook",
    "The file is packed like a workbook but holds none; upload the .xlsx or .csv file that the portal exported.",
  );
}

function readWorkbook(
  xml: Buffer,
  relations: Map<string, Relationship>,
  entries: Map<string, ZipEntry>,
): Pick<WorkbookParts, "sheets" | "isDate1904"> {
  const scanner = new XmlScanner(ByteWindow.of(xml));
  const sheets: WorkbookSheet[] = [];
  let isDate1904 = false;
  let isRoot = true;
  for (let token = scanner.next(); token !== endOfDocument; token = scanner.next()) {
    if (token !== startTag) continue;
    if (isRoot && !scanner.nameIs("workbook")) throw notAWorkbook();
    isRoot = false;
    if (scanner.nameIs("workbookPr")) {
      while (scanner.attribute()) {
        if (scanner.attributeIs("date1904")) isDate1904 = /^(?:1|true|on)$/.test(scanner.value());
      }
    } else if (scanner.nameIs("sheet")) {
      const { name, state, id } = attributes(scanner);
      const relation = relations.get(id ?? "");
      if (!relation || relation.type !== "worksheet") continue;
      const entry = entries.get(relation.part);
      if (!entry) throw damaged("missing-sheet", `the sheet "${name ?? ""}" is not in the file`);
      sheets.push({ name: name ?? "", isHidden: state === "hidden" || state === "veryHidden", entry });
    }
  }
  if (sheets.length === 0)
    throw new WorkbookError("no-sheet", "The workbook holds no worksheet; export it again.");
  return { sheets, isDate1904 };
}

function relationships(xml: Buffer | undefined, folder: string): Map<string, Relationship> {
  const found = new Map<string, Relationship>();
  if (!xml) return found;
  const scanner = new XmlScanner(ByteWindow.of(xml));
  for (let token = scanner.next(); token !== endOfDocument; token = scanner.next()) {
    if (token !== startTag || !scanner.nameIs("Relationship")) continue;
    const { Id = "", Type = "", Target = "", TargetMode } = attributes(scanner);
    if (TargetMode === "External") continue;
    found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), part: resolvePart(Target, folder) });
  }
  return found;
}

function partOfType(relations: Map<string, Relationship>, wanted: string): string | undefined {
  return [...relations.values()].find(({ type }) => type === wanted)?.part;
}

/** The attributes of the current start tag by local name: `r:id` and its likes differ in the prefix only. */
function attributes(scanner: XmlScanner): Record<string, string | undefined> {
  const found: Record<string, string | undefined> = Object.create(null);
  while (scanner.attribute()) {
    const { attributeStart, attributeLength } = scanner;
    const name = scanner.bytes.toString("latin1", attributeStart, attributeStart + attributeLength);
    found[name.slice(name.indexOf(":") + 1)] = scanner.value();
  }
  return found;
}

/** A target is relative to the folder of the part that names it, or absolute with a leading slash. */
function resolvePart(target: string, folder: string): string {
  const isAbsolute = target.startsWith("/");
  const segments: string[] = [];
  for (const segment of `${isAbsolute ? "" : folder}${target}`.replaceAll("\\", "/").split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/").toLowerCase();
}
