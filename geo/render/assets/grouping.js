// Symbols that would lie on each other, gathered into the weightiest of them.

// Marks ({point}, the weightiest first) as groups ({...mark, members}); at most so many, for more would hide the map.
function gathered(marks, near, most) {
  let groups = merged(marks, near);
  for (let reach = near * 2; groups.length > most; reach *= 2) groups = merged(groups, reach);
  return groups;
}
// Squares so small that all within one are near: each holds one group at most, and few around it are asked.
function merged(marks, near) {
  const side = near / Math.SQRT2;
  const COLUMN = 2 ** 20;
  const squares = new Map();
  const groups = [];
  for (const mark of marks) {
    const { x, y } = mark.point;
    const square = Math.floor(x / side) * COLUMN + Math.floor(y / side);
    const group = squares.get(square) || nearest(squares, square, x, y);
    if (group) {
      for (const one of mark.members || [mark]) group.members.push(one);
    } else {
      const made = { ...mark, members: mark.members ? [...mark.members] : [mark] };
      squares.set(square, made);
      groups.push(made);
    }
  }
  return groups;

  function nearest(all, square, x, y) {
    let found = null, least = near;
    for (let column = -2; column <= 2; column += 1) {
      for (let row = -2; row <= 2; row += 1) {
        const group = all.get(square + column * COLUMN + row);
        const far = group ? Math.hypot(group.point.x - x, group.point.y - y) : Infinity;
        if (far < least) [found, least] = [group, far];
      }
    }
    return found;
  }
}
