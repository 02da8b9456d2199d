-- What people and QGIS ask: ground with its days, and who holds a point on a day.
CREATE OR REPLACE VIEW handover_map.control AS
SELECT
    cells.case_id || ':' || cells.cell_id || ':' || holdings.position AS row_id,
    cells.case_id, cells.cell_id, cells.area_km2, cells.approximate,
    holdings.holder, parties.name AS holder_name, parties.colour,
    holdings.rival, holdings.status, holdings.how, holdings.receiver, holdings.due,
    holdings.days, lower(holdings.days) AS first_day, upper(holdings.days) AS end_day,
    holdings.event_ids, cells.geometry
FROM handover_map.cells
JOIN handover_map.holdings USING (case_id, cell_id)
LEFT JOIN handover_map.parties
    ON parties.case_id = holdings.case_id AND parties.party_id = holdings.holder
WHERE cells.geometry IS NOT NULL;

-- The cell that answers for a point (longitude first, EPSG:4326); null outside the ground.
-- First a settlement that lies beside its ground, then the piece that the point lies in, then the
-- nearest piece if the point lies just outside.  A point on a line, or as near to two pieces,
-- belongs to the one with the smaller number; metres are rounded to a millionth before.
CREATE OR REPLACE FUNCTION handover_map.cell_at(
    lon double precision, lat double precision, of_case text
)
RETURNS integer
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    metres geometry;
    site geometry;
    found_cell integer;
BEGIN
    SELECT ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), cases.measuring_crs)
    INTO metres FROM handover_map.cases WHERE cases.case_id = of_case;
    site := ST_MakePoint(round(ST_X(metres) * 1e6) / 1e6, round(ST_Y(metres) * 1e6) / 1e6);
    SELECT pieces.cell_id INTO found_cell FROM handover_map.pieces
    WHERE pieces.case_id = of_case AND pieces.reach_m IS NOT NULL
        AND ST_DWithin(pieces.geometry, site, pieces.reach_m)
    ORDER BY ST_Distance(pieces.geometry, site), pieces.piece_id DESC LIMIT 1;
    IF found_cell IS NULL THEN
        SELECT pieces.cell_id INTO found_cell FROM handover_map.pieces
        WHERE pieces.case_id = of_case AND pieces.reach_m IS NULL
            AND ST_Covers(pieces.geometry, site)
        ORDER BY pieces.piece_id LIMIT 1;
    END IF;
    IF found_cell IS NULL AND EXISTS (
        SELECT FROM handover_map.cases
        WHERE cases.case_id = of_case AND ST_Covers(cases.beside, site)
    ) THEN
        SELECT pieces.cell_id INTO found_cell FROM handover_map.pieces
        WHERE pieces.case_id = of_case AND pieces.shared
        ORDER BY ST_Distance(pieces.geometry, site), pieces.piece_id LIMIT 1;
    END IF;
    RETURN found_cell;
END
$$;

-- Who holds a point on a day: a party, 'contested', or null where nobody says.  Of several cases
-- in one database name one.  known_on asks by what had been published up to that day; without it,
-- by everything read.
CREATE OR REPLACE FUNCTION handover_map.holder_at(
    lon double precision, lat double precision, day date, of_case text DEFAULT NULL,
    known_on date DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    chosen text := of_case;
    found_cell integer;
    answer text;
BEGIN
    IF chosen IS NULL THEN
        SELECT cases.case_id INTO STRICT chosen FROM handover_map.cases;
    END IF;
    found_cell := handover_map.cell_at(lon, lat, chosen);
    IF known_on IS NULL THEN
        SELECT CASE WHEN held.status = 'contested' THEN 'contested' ELSE held.holder END
        INTO answer FROM handover_map.holdings AS held
        WHERE held.case_id = chosen AND held.cell_id = found_cell AND held.days @> day;
    ELSE
        SELECT CASE WHEN held.status = 'contested' THEN 'contested' ELSE held.holder END
        INTO answer FROM handover_map.known_holdings AS held
        WHERE held.case_id = chosen AND held.cell_id = found_cell AND held.days @> day
            AND held.known @> known_on;
    END IF;
    RETURN answer;
END
$$;
