UPDATE batch SET handed = 1;
