const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Positions in `cellXfs` of the style sheet below. */
export const STYLE = { text: 1, date: 2, number: 3, money: 3, header: 4 } as const;

/** The first id that is free for a file's own number formats. */
const CUSTOM_DATE_FORMAT = 164;

export const contentTypes =
  `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET_TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET_TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET_TYPE}.styles+xml"/>` +
  `<Override PartName="/xl/sharedStrings.xml" ContentType="${SPREADSHEET_TYPE}.sharedStrings+xml"/></Types>`;

export const packageRelations =
  `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS}">` +
  `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export const workbookRelations =
  `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONS}">` +
  `<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/>` +
  `<Relationship Id="rId3" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;

const frame = (index: number, format = 0, font = 0) =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="${index === 0 ? 0 : 1}" xfId="0"` +
  `${format === 0 ? "" : ' applyNumberFormat="1"'} applyBorder="1"/>`;

const thin = (side: string) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`;

export const styles =
  `${DECLARATION}<styleSheet xmlns="${MAIN}">` +
  `<numFmts count="1"><numFmt numFmtId="${CUSTOM_DATE_FORMAT}" formatCode="m/d/yyyy"/></numFmts>` +
  '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${thin("left")}${thin("right")}${thin("top")}${thin("bottom")}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="5">${frame(0)}${frame(1)}${frame(2, CUSTOM_DATE_FORMAT)}${frame(3)}${frame(4, 0, 1)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

export function workbook(sheetName: string): string {
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`
  );
}

export function sheetStart(dimension: string): string {
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><dimension ref="${dimension}"/><sheetData>`;
}

export const sheetEnd = "</sheetData></worksheet>";

/** Escapes text for an element or a double-quoted attribute. */
export function xmlText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
