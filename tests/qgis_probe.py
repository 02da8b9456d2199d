"""
What QGIS itself makes of a GeoPackage; run by Debian's Python, which has QGIS, and prints JSON.

    python3 qgis_probe.py case.gpkg 2020-11-21
"""

import json
import sys
from collections import Counter

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime


def probe(path, name, day):
    """Open a layer as a user does, with its default style, and ask for what it shows on a day."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    _, styled = layer.loadDefaultStyle()
    temporal, renderer = layer.temporalProperties(), layer.renderer()
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    midnight = QDateTime(QDate.fromString(day, "yyyy-MM-dd"), QTime(0, 0), Qt.UTC)
    shown = QgsDateTimeRange(midnight, midnight.addDays(1), True, False)
    request = QgsFeatureRequest().setFilterExpression(temporal.createFilterString(context, shown))
    field = "holder" if name == "control" else "actor"
    return {
        "valid": layer.isValid(),
        "styled": styled,
        "renderer": renderer.type(),
        "column": renderer.classAttribute(),
        "categories": {c.value(): colours(c.symbol()) for c in renderer.categories()},
        "kinds": {
            c.value(): [one.layerType() for one in c.symbol().symbolLayers()]
            for c in renderer.categories()
        },
        "unticked": [c.value() for c in renderer.categories() if not c.renderState()],
        "plays": temporal.isActive(),
        "fields": [temporal.startField(), temporal.endField()],
        "half_open": temporal.limitMode() == 0,
        "shown": dict(Counter(feature[field] for feature in layer.getFeatures(request))),
        "uncategorised": uncategorised(layer, renderer),
    }


def colours(symbol):
    """The fill, and the colour of the hatch where there is one."""
    first, *more = symbol.symbolLayers()
    return [first.fillColor().name(), *(one.subSymbol().color().name() for one in more)]


def uncategorised(layer, renderer):
    """How many features no category of the renderer takes."""
    column = renderer.classAttribute()
    named = column in [field.name() for field in layer.fields()]
    expression = QgsExpression(f'"{column}"' if named else column)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    values = {category.value() for category in renderer.categories()}
    count = 0
    for feature in layer.getFeatures():
        context.setFeature(feature)
        count += expression.evaluate(context) not in values
    return count


def main():
    application = QgsApplication([], False)
    application.initQgis()
    path, day = sys.argv[1:]
    print(json.dumps({name: probe(path, name, day) for name in ("control", "presence", "events")}))


main()
