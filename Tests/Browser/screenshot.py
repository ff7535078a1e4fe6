"""Makes the picture of the README: the overview of the demo business."""

import os


def take(world, path):
    with world.context(width=1440, height=684) as page:
        page.goto(world.url())
        page.screenshot(path=path)
    print(f"{path}: {os.path.getsize(path) // 1024} KB")
