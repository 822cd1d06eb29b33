"""Makes test/golden/typed-tables.json: tables as pyarrow, openpyxl, odfpy and sqlite3 write them, with what is in them.

Run: python scripts/golden/typed_tables.py > test/golden/typed-tables.json   (pyarrow, openpyxl, odfpy, pandas)
"""

import base64
import datetime as d
import decimal
import io
import json
import os
import platform
import sqlite3
import sys
import tempfile
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather

ROWS = 24
UTC = d.timezone.utc


def encode(content):
    return base64.b64encode(content).decode()


# Every type of Arrow that a table is likely to hold, row `i` by its number; each third cell of the second half is missing.
def arrow_table():
    def gaps(values):
        return [None if i >= ROWS // 2 and i % 3 == 0 else value for i, value in enumerate(values)]

    rows = range(ROWS)
    columns = {
        'int8': pa.array(gaps([i - 5 for i in rows]), pa.int8()),
        'int64': pa.array(gaps([9007199254740993 + i for i in rows]), pa.int64()),
        'uint64': pa.array(gaps([2**64 - 1 - i for i in rows]), pa.uint64()),
        'float32': pa.array(gaps([i + 0.1 for i in rows]), pa.float32()),
        'float64': pa.array(gaps([i / 7 for i in rows]), pa.float64()),
        'decimal': pa.array(gaps([decimal.Decimal(i - 3) / 8 for i in rows]), pa.decimal128(20, 5)),
        'bool': pa.array(gaps([i % 2 == 0 for i in rows])),
        'utf8': pa.array(gaps([f'é{i % 4}' for i in rows])),
        'large': pa.array(gaps([f'long {i % 4} ' + 'x' * 40 for i in rows]), pa.large_utf8()),
        'dictionary': pa.array(gaps(['low', 'middle', 'high'][i % 3] for i in rows)).dictionary_encode(),
        'date': pa.array(gaps([d.date(1968, 12, 20) + d.timedelta(days=40 * i) for i in rows]), pa.date32()),
        'seconds': pa.array(gaps([d.datetime(2024, 1, 11, 13, 14, 15) + d.timedelta(hours=i) for i in rows]), pa.timestamp('s')),
        'nanoseconds': pa.array(gaps([1704978855123456789 + i for i in rows]), pa.timestamp('ns', tz='Europe/Paris')),
        'before': pa.array(gaps([-1500 * (i + 1) for i in rows]), pa.timestamp('ms')),
        'time': pa.array(gaps([3723000000 + 1000 * i for i in rows]), pa.time64('us')),
        'list': pa.array(gaps([[i, i + 1] for i in rows])),
        'struct': pa.array(gaps([{'a': i % 2, 'b': 'x'} for i in rows])),
        'bytes': pa.array(gaps([bytes([i, 255]) for i in rows]), pa.binary()),
        'none': pa.nulls(ROWS),
    }
    return pa.table(columns)


def arrow_text(column, value):
    if value is None:
        return ''
    if column == 'float32':
        return repr(float(pa.scalar(value, pa.float32()).as_py()))
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (list, dict)):
        return json.dumps(value, separators=(',', ':'))
    return str(value)


def arrow_files():
    table = arrow_table()
    files = {}
    for name, compression, copies in [('plain', 'uncompressed', 1), ('lz4', 'lz4', 40), ('zstd', 'zstd', 40)]:
        sink = io.BytesIO()
        # Packed ones repeat, so that packing pays and matches reach back; all are in several batches.
        feather.write_feather(pa.concat_tables([table] * copies).combine_chunks(), sink, compression=compression, chunksize=12 * copies + 20)
        files[f'{name}.arrow'] = sink.getvalue()
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=10)
    files['stream.arrows'] = sink.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        old = os.path.join(folder, 'old.feather')
        feather.write_feather(table.select(['int8', 'utf8']), old, version=1)
        files['version-1.feather'] = open(old, 'rb').read()
    rows = {name: [arrow_text(name, value) for value in table.column(name).to_pylist()] for name in ['int8', 'int64', 'uint64', 'decimal', 'bool', 'utf8', 'large', 'dictionary', 'date', 'list', 'struct', 'float32', 'float64']}
    rows['seconds'] = ['' if value is None else str(value) for value in table.column('seconds').to_pylist()]
    rows['nanoseconds'] = [
        str(pd.Timestamp(value.value, tz='UTC'))[:29].rstrip('0') if value.is_valid else '' for value in table.column('nanoseconds')
    ]
    rows['before'] = ['' if value is None else str(pd.Timestamp(value)).rstrip('0').rstrip('.') if value.microsecond else str(value) for value in table.column('before').to_pylist()]
    rows['time'] = ['' if value is None else str(value).rstrip('0') if value.microsecond else str(value) for value in table.column('time').to_pylist()]
    return files, rows


def workbooks():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = 'People'
    sheet.append(['name', 'age', 'height', 'born', 'seen', 'smokes', 'code', 'share', 'state', 'big'])
    for i in range(ROWS):
        sheet.append(
            [
                f'n{i % 5}',
                20 + i,
                1.5 + i / 64,
                d.date(1990, 1, 1) + d.timedelta(days=100 * i),
                d.datetime(2024, 1, 11, 13, 14, 15) + d.timedelta(hours=i),
                i % 2 == 0,
                f'00{100 + i % 3}',
                i / 100,
                '#N/A' if i == 3 else 'open',
                9007199254740993 + 2 * i,
            ]
        )
        sheet.cell(row=i + 2, column=8).number_format = '0.00%'
    titled = book.create_sheet('Titled')
    titled['A1'] = 'Sales of 2024'
    titled.merge_cells('A1:C1')
    titled['A2'] = 'in thousands'
    titled.append([])
    titled.append(['region', 'shop', 'amount'])
    for i in range(12):
        titled.append(['north' if i < 6 else 'south', f's{i}', i * 1.5])
    for first in (5, 11):
        for row in range(first + 1, first + 6):
            titled.cell(row=row, column=1).value = None
        titled.merge_cells(start_row=first, end_row=first + 5, start_column=1, end_column=1)
    grouped = book.create_sheet('Grouped')
    grouped.append(['first quarter', None, 'second quarter', None])
    grouped.merge_cells('A1:B1')
    grouped.merge_cells('C1:D1')
    for i in range(12):
        grouped.append([i, i, i, i])
    formulas = book.create_sheet('Formulas')
    formulas.append(['a', 'twice'])
    for i in range(12):
        formulas.append([i, f'=2*A{i + 2}'])
    hidden = book.create_sheet('Hidden')
    hidden.sheet_state = 'hidden'
    hidden.append(['x', 'y'])
    for i in range(12):
        hidden.append([i, i * i])
    book.create_sheet('Empty')
    sink = io.BytesIO()
    book.save(sink)
    files = {'book.xlsx': sink.getvalue()}
    # One sheet that is shown and holds something.
    single = openpyxl.Workbook()
    single.active.title = 'Data'
    single.active.append(['x', 'y'])
    for i in range(12):
        single.active.append([i, 'ab'[i % 2]])
    single.create_sheet('Notes')
    sink = io.BytesIO()
    single.save(sink)
    files['single.xlsx'] = sink.getvalue()
    sink = io.BytesIO()
    frame = pd.DataFrame(
        {
            'name': [f'n{i % 5}' for i in range(ROWS)],
            'age': [20 + i for i in range(ROWS)],
            'born': [d.datetime(1990, 1, 1) + d.timedelta(days=100 * i) for i in range(ROWS)],
            'smokes': [i % 2 == 0 for i in range(ROWS)],
        }
    )
    frame.to_excel(sink, index=False, engine='odf')
    files['book.ods'] = sink.getvalue()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, 'w') as archive:
        archive.writestr('a.csv', 'x,y\n1,2\n')
    files['archive.zip'] = sink.getvalue()
    return files


def database():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'shop.db')
        connection = sqlite3.connect(path)
        connection.execute('PRAGMA page_size = 512')
        connection.execute('CREATE TABLE orders (id INTEGER PRIMARY KEY, amount REAL, item TEXT, day DATE, at TIMESTAMP, paid BOOLEAN, big BIGINT, photo BLOB, loose)')
        for i in range(ROWS):
            connection.execute(
                'INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
                (i + 1, i / 4, f'é{i % 3}', f'2024-01-{i + 1:02}', 1704978855 + 3600 * i, i % 2, 9007199254740993 + i, bytes([i]) if i % 2 else None, [i, f't{i}', None][i % 3]),
            )
        connection.commit()
        connection.close()
        return {'shop.db': open(path, 'rb').read()}


arrow, rows = arrow_files()
json.dump(
    {
        'producer': {'python': platform.python_version(), 'pyarrow': pa.__version__, 'openpyxl': openpyxl.__version__, 'pandas': pd.__version__, 'sqlite': sqlite3.sqlite_version},
        'command': 'python scripts/golden/typed_tables.py > test/golden/typed-tables.json',
        'arrowTexts': rows,
        'files': {name: encode(content) for name, content in {**arrow, **workbooks(), **database()}.items()},
    },
    sys.stdout,
    indent=1,
    ensure_ascii=False,
)
print()
