"""The end of `with` closes the pool: what was submitted is done first, also after an exception."""
import concurrent.futures
import time

saved = []


def save(number):
    print(f"save page {number}: starting")
    time.sleep(0.1)
    saved.append(number)
    print(f"save page {number}: done")


def submit_pages(pool):
    for number in range(1, 5):
        pool.submit(save, number)
    print("main: four calls are submitted")


print("main: opens a pool of two threads")
with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
    submit_pages(pool)
# the block has waited until all four were done
print(f"main: {len(saved)} pages are saved")
try:
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        submit_pages(pool)
        raise RuntimeError("the disk is nearly full")
except RuntimeError as error:  # the pool was closed on the way here
    print(f"main: {error}, and {len(saved)} pages are saved")
